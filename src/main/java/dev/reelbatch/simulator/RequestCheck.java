package dev.reelbatch.simulator;

import dev.reelbatch.picture.Picture;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A check of submits, as the API makes it. */
@FunctionalInterface
public interface RequestCheck {

    /**
     * Returns why the API would refuse a request; null if it would not.
     *
     * @param body in which a reference stands for each picture that came
     * @param pictures those that came, by the SHA-256 of their bytes
     */
    @Nullable String refusal(String body, Map<String, Picture> pictures);
}
