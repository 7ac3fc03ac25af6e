/** The console: the pages where a team requests, watches and approves runs, one controller and one template for each. */
@NullMarked
package dev.reelbatch.web.console;

import org.jspecify.annotations.NullMarked;
