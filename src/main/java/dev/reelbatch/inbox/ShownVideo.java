package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import java.nio.file.Path;

/** A video that a page shows. */
public record ShownVideo(int row, int variant, Path file) {

    String place() {
        return place(row, variant);
    }

    static String place(int row, int variant) {
        return variant == 1 ? Text.of("Row %d", row) : Text.of("Row %d, variant %d", row, variant);
    }
}
