package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;

/** The results show submissions that the home does not know: it was restored from a backup, or is a copy. */
public final class ForgottenResultsException extends UserException {

    private static final long serialVersionUID = 1L;

    public ForgottenResultsException(Path out, String job) {
        super(Text.of(
                "This home is older than the results of job \"%s\" in %s: it was restored from a backup, or is a copy, and does not know what was submitted since. Nothing was submitted, because rows could be charged twice. Use the newer home; or, to continue with this one, take over what the results show, with: reelbatch reconcile (and --home, if you use it)",
                job, out));
    }
}
