package dev.reelbatch.text;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Java files, as the compiler reads them. */
final class SourceFiles {

    private SourceFiles() {}

    /** Passes every file in a folder and below to the scanner, with its path. */
    static void read(Path sources, TreeScanner<@Nullable Void, Path> scanner) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            for (Path file : java) {
                JavacTask task =
                        (JavacTask) compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjects(file));
                for (CompilationUnitTree unit : task.parse()) {
                    scanner.scan(unit, file);
                }
            }
        }
    }
}
