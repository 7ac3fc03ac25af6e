package dev.reelbatch.text;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The English texts that the program passes to {@link Text}, from its sources, each with a place. */
final class TextsOfTheCode extends TreeScanner<@Nullable Void, Path> {

    private static final Pattern IN_TEMPLATES = Pattern.compile("\\{\\{#t}}(.*?)\\{\\{/t}}");

    private final Map<String, String> places = new TreeMap<>();

    private TextsOfTheCode() {}

    /**
     * Reads the texts and a file that uses each. A first argument that is not a literal is listed as {@code null: ...}.
     */
    static Map<String, String> read(Path sources) throws IOException {
        TextsOfTheCode all = new TextsOfTheCode();
        SourceFiles.read(sources, all);
        return all.places;
    }

    /** Reads the texts of templates, each with its file. */
    static Map<String, String> readTemplates(Path folder) throws IOException {
        Map<String, String> places = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                IN_TEMPLATES
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(text ->
                                places.put(text.group(1), file.getFileName().toString()));
            }
        }
        return places;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, Path file) {
        String method = call.getMethodSelect().toString();
        if (method.equals("Text.of")) {
            add(constant(call.getArguments().get(0)), call, file);
        } else if (method.equals("Text.counted")) {
            String noun = constant(call.getArguments().get(1));
            add(noun == null ? null : "%d " + noun + "s", call, file);
        }
        return super.visitMethodInvocation(call, file);
    }

    private void add(@Nullable String text, MethodInvocationTree call, Path file) {
        places.put(
                text == null ? "not a literal: " + call : text,
                file.getFileName().toString());
    }

    /** Returns the value of a literal, or of literals joined by {@code +}. */
    private static @Nullable String constant(ExpressionTree tree) {
        if (tree instanceof LiteralTree literal && literal.getValue() instanceof String text) {
            return text;
        }
        if (tree instanceof BinaryTree sum) {
            String left = constant(sum.getLeftOperand());
            String right = constant(sum.getRightOperand());
            return left == null || right == null ? null : left + right;
        }
        return null;
    }
}
