package dev.reelbatch.simulator;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls of an endpoint and applies the first fault that matches. */
final class FaultyEndpoint implements Endpoint {

    private final Endpoint endpoint;
    private final Time time;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    FaultyEndpoint(Endpoint endpoint, Time time) {
        this.endpoint = endpoint;
        this.time = time;
    }

    void on(CallMatcher callMatcher, CallFault callFault) {
        rules.add(new Rule(callMatcher, callFault));
    }

    void clear() {
        rules.clear();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public Answer answer(Call call) throws IOException {
        calls.incrementAndGet();
        for (Rule rule : rules) {
            if (rule.when.applies(call)) {
                return rule.fault.apply(new Exchange(call, time, endpoint));
            }
        }
        return endpoint.answer(call);
    }

    private record Rule(CallMatcher when, CallFault fault) {}
}
