package org.hansa.core.kit;

import java.util.ArrayList;
import java.util.Collections;
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

  /** All at once, and one by one: few endpoints have as much of ours as fills a page. */
  private static final List<Integer> SIZES = List.of(Page.MOST, 1);

  private ListRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.each("list-complete", "All that was made is listed.", ListRules::complete),
        Rule.each(
            "list-equals-observe",
            "The list shows of each what a look at it shows.",
            ListRules::equal),
        Rule.each("list-once", "Nothing is listed twice, on whatever page.", ListRules::once),
        Rule.each(
            "list-most", "A page holds no more objects than were asked for.", ListRules::most),
        Rule.each(
            "list-steady",
            "What stands all along is listed once, though what was listed before it goes meanwhile.",
            ListRules::steady),
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

  /** All pages, until a cursor comes again. */
  private static <S extends Record, O extends Record> List<Page<O>> pages(
      Tried<S, O> tried, int most) {
    List<Page<O>> pages = new ArrayList<>();
    Set<String> cursors = new HashSet<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<O> page = tried.facet().list(cursor, most, tried.soon());
      pages.add(page);
      cursor = page.next();
    } while (cursor.filter(cursors::add).isPresent() && pages.size() < MOST_PAGES);
    return pages;
  }

  private static <S extends Record, O extends Record> List<String> uids(
      Tried<S, O> tried, int most) {
    return pages(tried, most).stream()
        .flatMap(page -> page.items().stream())
        .map(Page.Item::uid)
        .toList();
  }

  private static String by(int most) {
    return ", listed by " + most + " a page";
  }

  private static <S extends Record, O extends Record> void complete(Tried<S, O> tried) {
    List<String> uids = several(tried);
    for (int most : SIZES) {
      List<String> listed = uids(tried, most);
      for (String uid : uids) {
        Broken.unless(listed.contains(uid), uid + " is not among " + listed + by(most));
      }
    }
  }

  private static <S extends Record, O extends Record> void once(Tried<S, O> tried) {
    several(tried);
    for (int most : SIZES) {
      Set<String> seen = new HashSet<>();
      uids(tried, most).forEach(u -> Broken.unless(seen.add(u), u + " is there twice" + by(most)));
    }
  }

  private static <S extends Record, O extends Record> void most(Tried<S, O> tried) {
    several(tried);
    for (Page<O> page : pages(tried, 1)) {
      int given = page.items().size();
      Broken.unless(given <= 1, "one was asked for, and " + given + " came");
    }
  }

  /** One by one, and what the first page shows of ours is gone before the next is asked for. */
  private static <S extends Record, O extends Record> void steady(Tried<S, O> tried) {
    List<String> stay = several(tried);
    List<String> listed = new ArrayList<>();
    Optional<String> removed = Optional.empty();
    Set<String> cursors = new HashSet<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<O> page = tried.facet().list(cursor, 1, tried.soon());
      for (Page.Item<O> item : page.items()) {
        listed.add(item.uid());
        if (removed.isEmpty() && stay.contains(item.uid())) {
          tried.gone(item.uid());
          stay.remove(item.uid());
          removed = Optional.of(item.uid());
        }
      }
      cursor = page.next();
    } while (cursor.filter(cursors::add).isPresent() && cursors.size() < MOST_PAGES);
    for (String uid : stay) {
      int times = Collections.frequency(listed, uid);
      Broken.unless(
          times == 1,
          uid
              + " is there "
              + times
              + " times after "
              + removed.orElse("nothing")
              + " went"
              + by(1));
    }
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
    for (int most : SIZES) {
      List<Page<O>> pages = pages(tried, most);
      Optional<String> cursor = pages.get(pages.size() - 1).next();
      Broken.unless(
          cursor.isEmpty() || pages.size() == MOST_PAGES,
          "the cursor " + cursor + " comes again" + by(most));
      Broken.unless(cursor.isEmpty(), "there are " + MOST_PAGES + " pages and more" + by(most));
    }
  }

  private static <S extends Record, O extends Record> void cursor(Tried<S, O> tried) {
    Optional<String> nonsense = Optional.of(Nonsense.NOBODY);
    Optional<Reason> refusal = Tried.refusal(() -> tried.facet().list(nonsense, 1, tried.soon()));
    Broken.unless(
        refusal.equals(Optional.of(Reason.INVALID)),
        "the cursor '" + Nonsense.NOBODY + "' " + Words.came(refusal));
  }
}
