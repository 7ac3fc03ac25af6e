package dev.reelbatch.bench;

import java.io.IOException;
import java.util.List;

/** One measurement. */
@FunctionalInterface
interface Part {

    /** @param scale of the rows and files: 1 as the goals say, less to try it out */
    List<Figure> measure(double scale) throws IOException, InterruptedException;

    static int scaled(int whole, double scale) {
        return Math.max(2, (int) Math.round(whole * scale));
    }
}
