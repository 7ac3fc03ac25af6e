package dev.reelbatch.serve;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The field of a request with the home's latest submission when its rows were seen: none may have followed for them. */
public final class LastSubmission {

    /** Its name. */
    public static final String FIELD = "last_submission";

    private LastSubmission() {}

    /**
     * Returns its value; null if the request has none.
     *
     * @throws UserException if it is not a number
     */
    public static @Nullable Long of(Map<String, List<String>> fields) {
        List<String> values = fields.get(FIELD);
        if (values == null) {
            return null;
        }
        try {
            return Long.valueOf(values.get(0));
        } catch (NumberFormatException e) {
            throw new UserException(Text.of("%s must be the number of a submission, not \"%s\"", FIELD, values.get(0)));
        }
    }
}
