package dev.reelbatch.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a {@code serve} that share one home, since none disturbs another: each has jobs and sheets of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithSharedHome extends ServedHomeFixture {

    @BeforeAll
    @Override
    void openHome(@TempDir Path in) throws Exception {
        super.openHome(in);
    }

    @AfterAll
    void closeHome() {
        rig.close();
    }
}
