package org.hansa.core.testing.store;

/** What may be wrong with a store, and the rule that says so. */
enum Defect {
  NONE(""),
  LOST_UPDATE("no-lost-update"),
  SEEN_IN_PARTS("all-or-none"),
  REFUSED_IN_PART("refused-whole"),
  REVISION_LEFT_OUT("commit-order"),
  SEEN_LATE("own-write"),
  LIVE_SNAPSHOT("frozen"),
  NOT_KEPT("durable"),
  WATCH_GAP("watch"),
  WATCH_REPEAT("watch"),
  COMMIT_SPLIT("watch-whole"),
  LOG_NOT_KEPT("watch-reopened"),
  ALWAYS_UPDATED("operations"),
  GAP_UNSAID("compaction"),
  GAP_UNSAID_ELSEWHERE("compaction"),
  LISTED_WITHOUT_OLD("compaction"),
  GAP_AFTER_LIST("compaction"),
  GAP_AFTER_LIST_ELSEWHERE("compaction"),
  FUTURE_FOLLOWED("future"),
  PAST_IS_NOW("past"),
  PAST_WITHOUT_DELETED("past"),
  PAST_GAP_UNSAID("past-oldest"),
  PAST_OLDEST_TOO_NEW("past-oldest"),
  PAST_OF_THE_FUTURE("past-future"),
  ENTRY_LOST("entries"),
  SUBJECT_IGNORED("entries-found"),
  FIRST_SUBJECT_ONLY("entries-about"),
  STREAM_ENDS_EARLY("entries-many"),
  FILED_IN_SNAPSHOT("catalogue"),
  FILED_ANYWAY("catalogue-cas"),
  LABEL_IGNORED("catalogue-listed"),
  OLD_WORDS_FOUND("catalogue-words"),
  CATALOGUE_ENDS_EARLY("catalogue-many"),
  SECRET_OUTLIVES("sealed"),
  ANY_BLOB("blobs"),
  LEAVES_ONE_OUT("lease-alone"),
  HOLDER_REFUSED("fence"),
  STALE_FENCE("fence-stale"),
  TWO_HOLD("lease-shared"),
  NEVER_LEAVES("lease-left"),
  SAME_EPOCH("lease-over");

  private final String rule;

  Defect(String rule) {
    this.rule = rule;
  }

  String rule() {
    return rule;
  }
}
