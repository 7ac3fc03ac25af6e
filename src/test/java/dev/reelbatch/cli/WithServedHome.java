package dev.reelbatch.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a {@code serve}, each on a home of its own. */
abstract class WithServedHome extends ServedHomeFixture {

    @BeforeEach
    @Override
    void openHome(@TempDir Path in) throws Exception {
        super.openHome(in);
    }

    @AfterEach
    void closeHome() {
        rig.close();
    }
}
