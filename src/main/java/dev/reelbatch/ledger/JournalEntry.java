package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work that one thread wants to record, and waits for. */
final class JournalEntry<T extends @Nullable Object> {

    static final JournalEntry<?> LAST = new JournalEntry<@Nullable Object>(transitions -> null, false);

    private final Function<Transitions, T> work;
    final boolean money;
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;
    List<ClipTransition> moves = List.of();
    private boolean changesAtRest;

    JournalEntry(Function<Transitions, T> work, boolean money) {
        this.work = work;
        this.money = money;
    }

    void run(JdbcClient jdbc, Time time) {
        Transitions now = new Transitions(jdbc, time);
        result = work.apply(now);
        moves = now.made();
        changesAtRest = now.changesAtRest();
    }

    void tell(List<ClipTransition.Listener> guards) {
        moves.forEach(move -> guards.forEach(guard -> guard.moved(move)));
        if (changesAtRest) {
            guards.forEach(ClipTransition.Listener::changedAtRest);
        }
    }

    @SuppressWarnings("NullAway") // T may itself be nullable
    void complete() {
        done.complete(result);
    }

    void rolledBack(Throwable e) {
        moves = List.of();
        fail(e);
    }

    void fail(Throwable e) {
        done.completeExceptionally(e);
    }

    T await() {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
