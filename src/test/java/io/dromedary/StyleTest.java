package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Small by a ratchet: the sizes of methods and files, measured with the compiler's own parser. A limit here may only go
 * down; what is over it is cut into parts that have names of their own.
 */
class StyleTest {
    private static final int METHOD_LINES_MAX = 40;
    private static final int METHOD_LINES_P90_MAX = 20;
    private static final int FILE_CODE_LINES_MAX = 300;
    private static final int PARAMETERS_MAX = 5;
    private static final int LINE_LENGTH_MAX = 120;
    /** Comments and texts, which the formatter leaves alone. */
    private static final int LONG_LINES_MAX = 63;

    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Impl|Utils?|Helper|Manager|Data|Info)");
    private static final Pattern NO_CODE = Pattern.compile("\\s*(//.*|/\\*.*|\\*.*|)");

    /** A method or constructor with a body; a class has no lines or parameters of its own. */
    private record Member(String place, int lines, int parameters) {}

    private static final List<Path> FILES = new ArrayList<>();
    private static final List<Member> METHODS = new ArrayList<>();
    private static final List<String> CLASS_NAMES = new ArrayList<>();

    @BeforeAll
    static void measure() throws IOException {
        for (String root : List.of("src/main/java", "src/test/java")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(FILES::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(FILES));
            for (CompilationUnitTree unit : task.parse()) {
                new Measure(unit, Trees.instance(task).getSourcePositions()).scan(unit, null);
            }
        }
    }

    @Test
    void methodsFitOnAScreen() {
        assertThat(METHODS).hasSizeGreaterThan(100);
        assertThat(METHODS.stream().filter(method -> method.lines() > METHOD_LINES_MAX))
                .as("a method has up to %d lines: give a part of it a name of its own", METHOD_LINES_MAX)
                .isEmpty();
    }

    @Test
    void nineOfTenMethodsAreShort() {
        List<Integer> lines = METHODS.stream().map(Member::lines).sorted().toList();

        assertThat(lines.get(lines.size() * 9 / 10))
                .as("nine of ten methods have up to %d lines", METHOD_LINES_P90_MAX)
                .isLessThanOrEqualTo(METHOD_LINES_P90_MAX);
    }

    @Test
    void methodsTakeFewParameters() {
        assertThat(METHODS.stream().filter(method -> method.parameters() > PARAMETERS_MAX))
                .as("a method has up to %d parameters: what belongs together is a record", PARAMETERS_MAX)
                .isEmpty();
    }

    @Test
    void filesHaveOneSubject() {
        assertThat(FILES.stream().filter(file -> codeLines(file) > FILE_CODE_LINES_MAX))
                .as("a file has up to %d lines of code: move a part to a class of its own", FILE_CODE_LINES_MAX)
                .isEmpty();
    }

    @Test
    void linesFitBesideEachOther() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : FILES) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > LINE_LENGTH_MAX && !lines.get(i).startsWith("import ")) {
                    tooLong.add(
                            "%s:%d has %d".formatted(file, i + 1, lines.get(i).length()));
                }
            }
        }
        assertThat(tooLong)
                .as("a line has up to %d characters; wrap the comment or text that you have added", LINE_LENGTH_MAX)
                .hasSizeLessThanOrEqualTo(LONG_LINES_MAX);
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        assertThat(CLASS_NAMES)
                .isNotEmpty()
                .as("a name says what the class is in the words of the field, not that it is of use")
                .noneMatch(name -> VAGUE_NAME.matcher(name).matches());
    }

    private static long codeLines(Path file) {
        return lines(file).stream()
                .filter(line -> !NO_CODE.matcher(line).matches())
                .count();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }

    /** Walks the syntax of one file. */
    private static final class Measure extends TreeScanner<@Nullable Void, @Nullable ClassTree> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Measure(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable ClassTree outer) {
            CLASS_NAMES.add(type.getSimpleName().toString());
            return super.visitClass(type, type);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable ClassTree owner) {
            LineMap map = unit.getLineMap();
            // Not from its annotations: in tests they hold tables of data.
            Tree start = method.getReturnType() == null ? method : method.getReturnType();
            long first = map.getLineNumber(positions.getStartPosition(unit, start));
            long last = map.getLineNumber(positions.getEndPosition(unit, method));
            boolean isRecord = owner != null && owner.getKind() == Tree.Kind.RECORD;
            boolean isConstructor = method.getReturnType() == null;
            int parameters =
                    isRecord && isConstructor ? 0 : method.getParameters().size();
            String file = unit.getSourceFile().getName();
            METHODS.add(new Member(
                    "%s:%d %s".formatted(file, first, method.getName()), (int) (last - first + 1), parameters));
            return super.visitMethod(method, owner);
        }
    }
}
