package dev.reelbatch.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret that a caller of the HTTP API shows; whoever can read the home's files has it. */
record AccessToken(String value) {

    private static final int BYTES = 32;

    static AccessToken random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Compares in a time that does not depend on how much of it is right. */
    boolean isSame(String shown) {
        return MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "AccessToken";
    }
}
