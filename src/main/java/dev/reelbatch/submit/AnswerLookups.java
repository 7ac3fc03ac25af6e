package dev.reelbatch.submit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The models whose tasks can be asked for by an id of ours, and the look-up of submissions whose answers were lost. */
public interface AnswerLookups {

    /** Returns the parameter of the model's requests that takes the id; null if it has none. */
    @Nullable String parameterOf(String model);

    /** Returns whether one of these clips is being looked up, or is about to be. */
    boolean areUnderWay(Set<Long> clips);
}
