package dev.reelbatch.web;

import dev.reelbatch.settings.SettingInForce;
import java.util.List;

/** The settings that this process has, with their origin. */
public record SettingsInForce(List<SettingInForce> all) {}
