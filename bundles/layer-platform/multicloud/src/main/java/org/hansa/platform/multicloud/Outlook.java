package org.hansa.platform.multicloud;

import org.hansa.core.api.Condition;
import org.hansa.platform.api.Optimization;

/** What is said of an Optimization: its status, and its condition Ready. */
record Outlook(Optimization.Status status, Condition condition) {}
