/** What starts runs by itself: a folder that people drop sheets into, and schedules. */
@NullMarked
package dev.reelbatch.inbox;

import org.jspecify.annotations.NullMarked;
