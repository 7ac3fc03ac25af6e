package dev.reelbatch.cli;

import dev.reelbatch.terminal.Terminal;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands, and hands the terminal, and the home in a {@code serve}, to those that need it. */
final class CommandFactory implements IFactory {

    private final Terminal terminal;
    private final @Nullable ServedHome served;

    /** @param served the home of a command that this process does for another one; null if it is this process's own */
    CommandFactory(Terminal terminal, @Nullable ServedHome served) {
        this.terminal = terminal;
        this.served = served;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == HomeOptions.class) {
            return type.cast(new HomeOptions(served));
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Terminal.class) {
                return type.cast(constructor.newInstance(terminal));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
