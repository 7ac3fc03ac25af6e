package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;

/** Another process uses the home. */
public final class HomeInUseException extends UserException {

    private static final long serialVersionUID = 1L;

    public HomeInUseException(Home home) {
        super(
                Kind.HOME_IN_USE,
                Text.of(
                        "Another reelbatch process is using the home %s. Wait for it with --wait 10m, "
                                + "see what it does with `reelbatch status`, or use another --home.",
                        home.folder()),
                null);
    }
}
