package dev.reelbatch.terminal;

import dev.reelbatch.job.RunProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few lines at the end of a terminal that change in place.
 *
 * <p>JLine knows the terminals, including Windows consoles, the width of Chinese characters, and which parts of a line
 * have to be redrawn. The cursor rests at the beginning of the line below, so that later output, such as the shell's
 * prompt after a second Ctrl-C, breaks nothing.
 */
final class ProgressBars implements ProgressView {

    private static final Logger log = LoggerFactory.getLogger(ProgressBars.class);
    private static final int COLUMNS = 80; // if the terminal does not report its width
    private static final int ROWS = 24;

    private final Terminal screen;
    private final Display display;
    private final boolean colours;
    private @Nullable RunProgress last;
    private boolean closed;

    /** @param screen the terminal; closed together with this view */
    ProgressBars(Terminal screen, boolean colours) {
        this.screen = screen;
        this.display = new Display(screen, false);
        this.colours = colours;
    }

    @Override
    public synchronized void onProgress(RunProgress runProgress) {
        last = runProgress;
        draw();
    }

    private void draw() {
        if (last == null || closed) {
            return;
        }
        Size size = size();
        List<AttributedString> lines = new ArrayList<>();
        for (AttributedString line : ProgressBlock.lines(last, size.getColumns(), colours)) {
            lines.add(line.columnSubSequence(0, size.getColumns() - 1));
        }
        update(lines.subList(0, Math.min(lines.size(), size.getRows() - 1)), size);
    }

    /** Redraws the lines. Anything typed in between, such as ^C, is echoed where the cursor rests, and is erased. */
    private void update(List<AttributedString> lines, Size size) {
        screen.puts(Capability.carriage_return);
        screen.puts(Capability.clr_eos);
        display.resize(size.getRows(), size.getColumns());
        List<AttributedString> below = new ArrayList<>(lines);
        below.add(AttributedString.EMPTY);
        display.update(
                AttributedString.join(AttributedString.NEWLINE, below)
                        .columnSplitLength(size.getColumns(), true, display.delayLineWrap()),
                size.cursorPos(lines.size(), 0));
        screen.flush();
    }

    private Size size() {
        Size size = screen.getSize();
        return size.getColumns() > 1 && size.getRows() > 1 ? size : new Size(COLUMNS, ROWS);
    }

    @Override
    public synchronized void say(String line) {
        if (!closed) {
            update(List.of(), size());
            display.reset();
        }
        screen.writer().println(line);
        draw();
        screen.flush();
    }

    /** Closes the view; its last state stays on the screen. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            screen.close();
        } catch (IOException e) {
            log.warn("The terminal could not be given back", e);
        }
    }
}
