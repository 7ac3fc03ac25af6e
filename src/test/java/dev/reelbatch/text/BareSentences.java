package dev.reelbatch.text;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** English sentences in the code that are not passed to {@link Text}, so that nobody could translate them. */
final class BareSentences extends TreeScanner<@Nullable Void, Path> {

    private static final Pattern TWO_WORDS = Pattern.compile("[A-Za-z']{2,}[,;:]? [a-z']{2,}");

    /** Calls whose arguments are not for people, or are translated in another way. */
    private static final Pattern NOT_FOR_PEOPLE = Pattern.compile(
            "Text\\.of|Text\\.counted|log\\.\\w+|LoggerFactory.*|Assert\\.\\w+|Objects\\.requireNonNull");

    private static final Set<String> DEFECTS = Set.of("IllegalStateException", "AssertionError");

    private final List<String> found = new ArrayList<>();

    private BareSentences() {}

    /** Returns the sentences as {@code File.java: the words}. */
    static List<String> in(Path sources) throws IOException {
        BareSentences bare = new BareSentences();
        SourceFiles.read(sources, bare);
        return bare.found;
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree literal, Path file) {
        if (literal.getValue() instanceof String text && TWO_WORDS.matcher(text).find()) {
            found.add(file.getFileName() + ": " + text);
        }
        return super.visitLiteral(literal, file);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, Path file) {
        if (!NOT_FOR_PEOPLE.matcher(call.getMethodSelect().toString()).matches()) {
            return super.visitMethodInvocation(call, file);
        }
        for (ExpressionTree argument : call.getArguments()) {
            if (!(argument instanceof LiteralTree)) {
                scan(argument, file);
            }
        }
        return null;
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, Path file) {
        return DEFECTS.contains(made.getIdentifier().toString()) ? null : super.visitNewClass(made, file);
    }

    /** Skips annotations: help texts have a test of their own. */
    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, Path file) {
        return null;
    }
}
