package dev.reelbatch;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For every test: what is awaited may take long on a machine that is busy with other things, and is noticed soon. */
public final class PatientAwaits implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        Awaitility.setDefaultPollDelay(Duration.ofMillis(20));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }
}
