package dev.reelbatch.web.console;

import dev.reelbatch.serve.JobFileEditor.ByHand;
import dev.reelbatch.serve.JobFileEditor.Changed;
import dev.reelbatch.text.Text;

/**
 * What was to be written into a job file and was not.
 *
 * @param now the file's present text; empty if somebody has to write the file
 * @param again the address of the form with the present values; empty if somebody has to write the file
 */
record JobFileTextView(String title, String file, String why, String wanted, String now, String again)
        implements PageView {

    static JobFileTextView changed(boolean isFolder, String name, String file, Changed changed) {
        return new JobFileTextView(
                name,
                file,
                Text.of("Somebody else has changed this file since you opened it. Nothing was written."),
                changed.wanted(),
                changed.now(),
                (isFolder ? "/folders/" : "/schedules/") + Addresses.escaped(name) + "/edit");
    }

    static JobFileTextView byHand(String name, ByHand byHand) {
        return new JobFileTextView(name, byHand.file(), byHand.why(), byHand.text(), "", "");
    }
}
