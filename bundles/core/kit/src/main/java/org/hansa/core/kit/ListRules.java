package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Trial;

/** That a list is whole. */
final class ListRules {

  private static final int MOST_PAGES = 10_000;

  private ListRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each("list-complete", "All that was made is listed.", ListRules::complete),
        Rule.each(
            "list-equals-observe",
            "The list shows of each what a look at it shows.",
            ListRules::equal),
        Rule.each("list-once", "Nothing is listed twice, on whatever page.", ListRules::once),
        Rule.each("list-ends", "The pages of a list end, and no cursor repeats.", ListRules::ends),
        Rule.each("list-cursor", "A cursor that no page has said is INVALID.", ListRules::cursor));
  }

  private static <S extends Record, O extends Record> List<String> several(Tried<S, O> tried) {
    List<String> uids = new ArrayList<>();
    for (Trial<S> trial : tried.trials()) {
      uids.add(tried.made(trial.spec()));
    }
    return uids;
  }

  private static <S extends Record, O extends Record> List<Page.Item<O>> items(Tried<S, O> tried) {
    List<Page.Item<O>> items = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    int pages = 0;
    do {
      Page<O> page = tried.facet().list(cursor, tried.soon());
      items.addAll(page.items());
      cursor = page.next();
    } while (cursor.isPresent() && ++pages < MOST_PAGES);
    return items;
  }

  private static <S extends Record, O extends Record> void complete(Tried<S, O> tried) {
    List<String> uids = several(tried);
    List<String> listed = items(tried).stream().map(Page.Item::uid).toList();
    for (String uid : uids) {
      Broken.unless(listed.contains(uid), uid + " is not among " + listed);
    }
  }

  private static <S extends Record, O extends Record> void once(Tried<S, O> tried) {
    several(tried);
    Set<String> seen = new HashSet<>();
    items(tried).forEach(i -> Broken.unless(seen.add(i.uid()), i.uid() + " is there twice"));
  }

  private static <S extends Record, O extends Record> void equal(Tried<S, O> tried) {
    for (String uid : several(tried)) {
      O seen = tried.quiet(uid);
      Map<String, O> listed = tried.listed();
      Broken.unless(listed.containsKey(uid), uid + " is not listed");
      Broken.unless(
          listed.get(uid).equals(seen), "listed: " + Agreement.changes(seen, listed.get(uid)));
    }
  }

  private static <S extends Record, O extends Record> void ends(Tried<S, O> tried) {
    several(tried);
    Set<String> cursors = new HashSet<>();
    Optional<String> cursor = Optional.empty();
    do {
      cursor = tried.facet().list(cursor, tried.soon()).next();
      Broken.unless(cursor.map(cursors::add).orElse(true), "the cursor " + cursor + " comes again");
      Broken.unless(cursors.size() < MOST_PAGES, "there are " + MOST_PAGES + " pages and more");
    } while (cursor.isPresent());
  }

  private static <S extends Record, O extends Record> void cursor(Tried<S, O> tried) {
    Optional<String> nonsense = Optional.of(Nonsense.NOBODY);
    Optional<Reason> refusal = Tried.refusal(() -> tried.facet().list(nonsense, tried.soon()));
    Broken.unless(
        refusal.equals(Optional.of(Reason.INVALID)),
        "the cursor '" + Nonsense.NOBODY + "' " + Words.came(refusal));
  }
}
