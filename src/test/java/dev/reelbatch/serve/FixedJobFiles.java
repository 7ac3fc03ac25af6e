package dev.reelbatch.serve;

import java.util.List;

/** Job files that stay as they are. */
public record FixedJobFiles(List<ServedJob> jobs) implements JobFileSource {

    @Override
    public List<Problem> problems() {
        return List.of();
    }

    @Override
    public boolean look() {
        return false;
    }
}
