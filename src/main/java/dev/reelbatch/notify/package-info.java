/** Notifies people about the end of a run: a webhook of Slack, Feishu, DingTalk, WeCom, or any that accepts JSON. */
@NullMarked
package dev.reelbatch.notify;

import org.jspecify.annotations.NullMarked;
