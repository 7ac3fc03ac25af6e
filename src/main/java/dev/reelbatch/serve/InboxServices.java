package dev.reelbatch.serve;

import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.session.Session;
import dev.reelbatch.time.Time;

/** What all watched inboxes of a server share. */
record InboxServices(
        Session session,
        ApiTarget apiTarget,
        Server.Way way,
        CurrentJobFiles jobs,
        Dispatcher dispatcher,
        JobFileRunRecords records,
        RecurringWork recurring,
        Pauses pauses,
        ServeLog serveLog,
        Time time) {}
