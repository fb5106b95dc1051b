package org.hansa.core.testing.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Filing;

/** A catalogue in memory, right but for a defect. */
final class PlainCatalogue implements Catalogue {

  private final Defect defect;
  private final Map<Ref, Resource> all = new LinkedHashMap<>();
  private final Map<Ref, Set<String>> words = new LinkedHashMap<>();

  PlainCatalogue(Defect defect) {
    this.defect = defect;
  }

  synchronized void check(List<Filing> filings) {
    for (Filing filing : filings) {
      long stands = get(filing.ref()).map(Resource::revision).orElse(0L);
      if (stands != filing.former() && defect != Defect.FILED_ANYWAY) {
        throw new Problem(Problem.Reason.PRECONDITION, "it is at " + stands, "Read it again.");
      }
    }
  }

  synchronized void write(List<Filing> filings, long revision) {
    for (Filing filing : filings) {
      if (filing.next().isPresent()) {
        Resource next = filing.next().get().withRevision(revision);
        all.put(filing.ref(), next);
        Set<String> said = words.computeIfAbsent(filing.ref(), r -> new HashSet<>());
        if (defect != Defect.OLD_WORDS_FOUND) {
          said.clear();
        }
        said.addAll(split(next.ref().name() + " " + next.labels() + " " + next.spec()));
      } else {
        all.remove(filing.ref());
        words.remove(filing.ref());
      }
    }
  }

  private static List<String> split(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return Arrays.stream(plain.toLowerCase(Locale.ROOT).split("[^a-z0-9*]+", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.replaceAll("(.)\\*+$", "$1*"))
        .toList();
  }

  @Override
  public synchronized Optional<Resource> get(Ref ref) {
    return Optional.ofNullable(all.get(ref));
  }

  @Override
  public synchronized Page list(Query query) {
    if (!query.after().matches("[0-9]*")) {
      throw Problem.invalid("cursor", query.after(), "a number", "Begin anew.");
    }
    List<String> asked = split(query.words());
    if (asked.isEmpty() && !query.words().isEmpty()) {
      throw Problem.invalid("search", query.words(), "words", "Correct it.");
    }
    List<Resource> found = new ArrayList<>(all.values());
    found.removeIf(r -> !fits(r, query, asked));
    if (asked.isEmpty()) {
      found.sort(Comparator.comparing(Resource::ref));
    }
    int from = query.after().isEmpty() ? 0 : Integer.parseInt(query.after());
    int end = Math.min(found.size(), from + query.limit());
    boolean last = end == found.size() || (defect == Defect.CATALOGUE_ENDS_EARLY && end > 2000);
    return new Page(
        List.copyOf(found.subList(from, end)),
        last ? Optional.empty() : Optional.of(Integer.toString(end)));
  }

  private boolean fits(Resource resource, Query query, List<String> asked) {
    Ref ref = resource.ref();
    Set<String> said = words.get(ref);
    boolean labelled =
        defect == Defect.LABEL_IGNORED
            || resource.labels().entrySet().containsAll(query.labels().entrySet());
    return ref.kind().equals(query.kind())
        && query.tenant().map(ref.tenant()::equals).orElse(true)
        && labelled
        && asked.stream().allMatch(word -> says(said, word));
  }

  private static boolean says(Set<String> said, String word) {
    return word.endsWith("*")
        ? said.stream().anyMatch(w -> w.startsWith(word.substring(0, word.length() - 1)))
        : said.contains(word) || said.contains(word + "*");
  }
}
