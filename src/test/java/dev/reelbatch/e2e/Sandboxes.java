package dev.reelbatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a sandbox of its own; that of a failed test stays, with its logs, in {@code target/e2e}. */
final class Sandboxes implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(Sandboxes.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Sandbox sandbox = create(test.getRequiredTestClass().getSimpleName());
        test.getStore(NAMESPACE).put(Sandbox.class, sandbox);
        return sandbox;
    }

    static Sandbox create(String name) {
        try {
            Path folder =
                    Packaged.E2E.resolve("%s-%02d".formatted(name.toLowerCase(Locale.ROOT), NUMBER.incrementAndGet()));
            return new Sandbox(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        Sandbox sandbox = test.getStore(NAMESPACE).get(Sandbox.class, Sandbox.class);
        if (sandbox != null) {
            sandbox.close();
            if (test.getExecutionException().isEmpty()) {
                Trees.delete(sandbox.folder());
            }
        }
    }
}
