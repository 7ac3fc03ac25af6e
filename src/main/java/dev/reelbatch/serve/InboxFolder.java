package dev.reelbatch.serve;

import dev.reelbatch.inbox.Inbox;
import dev.reelbatch.ledger.Payer;
import dev.reelbatch.ledger.User;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.session.Users;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder into which sheets are dropped.
 *
 * @param results chooses the folders of its results
 * @param person whose own folder it is; null if it is everybody's
 */
record InboxFolder(
        Inbox inbox, ResultsFolder results, @Nullable String person, Users users) {

    /**
     * Returns the same request, charged also to the user who has the folder's name, with the present budget. If there
     * never was one, nobody is charged.
     *
     * @throws dev.reelbatch.text.UserException if that user may not request runs, or was removed
     */
    RunRequest charged(RunRequest request) {
        User user = user().orElse(null);
        if (user == null && (person == null || !users.wasCharged(person))) {
            return request;
        }
        String payer = user == null ? String.valueOf(person) : user.name();
        Payer.Account account = new Payer.Account(payer, users.budgetOf(payer));
        Payer jobFile = request.limits().spending().payer();
        return request.within(request.limits().chargedTo(new Payer(account, jobFile.jobFile())));
    }

    /** Returns the name of the user who has the folder's name; empty if there is none. */
    String charged() {
        return user().map(User::name).orElse("");
    }

    private Optional<User> user() {
        return Optional.ofNullable(person).flatMap(users::find);
    }
}
