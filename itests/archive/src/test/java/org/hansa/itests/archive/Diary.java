package org.hansa.itests.archive;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hansa.itests.archive.partner.BundleDiary;
import org.osgi.framework.SynchronousBundleListener;

/**
 * What happens to the bundles of a container, as its framework says it to a bundle that listens.
 *
 * @param file where that bundle writes
 */
record Diary(Path file) {

  private static final String WRITER = "org.example.diary";

  /**
   * Something that happened.
   *
   * @param at milliseconds by the clock
   * @param what an event of the framework; {@code REFRESHED} when it has made bundles anew
   */
  record Entry(long at, String what, String bundle, String version) {

    static Entry of(String line) {
      String[] words = line.split(" ");
      return new Entry(Long.parseLong(words[0]), words[1], words[2], words[3]);
    }

    /** For people. */
    String text() {
      return what.toLowerCase(java.util.Locale.ROOT) + " " + bundle + " " + version;
    }
  }

  /** It is written from now on. */
  static Diary begin(Distribution hansa, Path folder) throws IOException {
    Path bundle =
        PartnerBundle.make(
            folder,
            WRITER,
            BundleDiary.class,
            SynchronousBundleListener.class,
            List.of(),
            List.of("org.osgi.framework"));
    Ssh.said(hansa, Distribution.ROOT, "bundle:install -s " + bundle.toUri());
    Diary diary = new Diary(hansa.state().resolve("bundles.diary"));
    await().atMost(Distribution.SOON).until(() -> Files.exists(diary.file()));
    return diary;
  }

  List<Entry> entries() throws IOException {
    return Files.readAllLines(file).stream().map(Entry::of).toList();
  }

  /** What has come after so many entries. */
  List<Entry> since(int entries) throws IOException {
    List<Entry> all = entries();
    return all.subList(entries, all.size());
  }

  /** The framework has made anew what it has to, after what was taken away. */
  boolean isOver(int entries) throws IOException {
    List<String> words = since(entries).stream().map(Entry::what).toList();
    int gone = Math.max(words.lastIndexOf("UNINSTALLED"), words.lastIndexOf("UPDATED"));
    return gone < 0 || words.lastIndexOf("REFRESHED") > gone;
  }

  /** For how long no bundle of these was there, in milliseconds; 0 if the next one came before. */
  static long away(List<Entry> entries) {
    long stopped = first(entries, "STOPPING").orElse(Long.MAX_VALUE);
    return Math.max(0, first(entries, "STARTED").orElse(0) - stopped);
  }

  private static OptionalLong first(List<Entry> entries, String what) {
    return entries.stream().filter(e -> e.what().equals(what)).mapToLong(Entry::at).findFirst();
  }

  /** The bundles of these entries. */
  static Set<String> touched(List<Entry> entries) {
    return entries.stream()
        .filter(e -> !e.what().equals("REFRESHED") && !e.what().equals("BEGUN"))
        .map(Entry::bundle)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
