package dev.reelbatch.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstCompilerTest {

    @Test
    void whenTheJvmIsToldHowToCompileThenItUnderstands() throws Exception {
        assertThat(FirstCompiler.only()).contains("2 compiler directives added");
    }
}
