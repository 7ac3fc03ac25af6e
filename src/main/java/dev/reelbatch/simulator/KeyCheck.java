package dev.reelbatch.simulator;

import dev.reelbatch.simulator.SimulatorSettings.KeyForm;
import org.jspecify.annotations.Nullable;

/** The check of the key in the Authorization header, plain or after {@code Bearer}. */
record KeyCheck(@Nullable String valid, KeyForm form) {

    private static final String BEARER = "Bearer ";

    boolean fit(Call call) {
        String header = call.header("Authorization");
        if (header == null) {
            return false;
        }
        boolean bearer = header.startsWith(BEARER);
        boolean rightForm = form == KeyForm.ANY || bearer == (form == KeyForm.BEARER);
        String key = bearer ? header.substring(BEARER.length()) : header;
        return rightForm && !key.isBlank() && (valid == null || valid.equals(key));
    }
}
