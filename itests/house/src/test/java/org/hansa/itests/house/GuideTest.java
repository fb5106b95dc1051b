package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages for who writes drivers are what the contract and the rules say, and no more. */
class GuideTest {

  private static final Path FOLDER = Tree.ROOT.resolve("docs/drivers");

  @Test
  void isWhatTheContractSays() throws Exception {
    Map<String, String> pages = Guide.pages();
    if ("write".equals(System.getProperty("hansa.guide"))) {
      Files.createDirectories(FOLDER);
      for (Map.Entry<String, String> page : pages.entrySet()) {
        Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
      }
    }
    List<String> there;
    try (Stream<Path> files = Files.list(FOLDER)) {
      there = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    assertThat(there).containsExactlyElementsOf(pages.keySet());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertThat(Files.readString(FOLDER.resolve(page.getKey())))
          .as("write %s anew with -Dhansa.guide=write", page.getKey())
          .isEqualTo(page.getValue());
    }
  }

  @Test
  void hasAPageForEachFacetWithItsRules() throws Exception {
    Map<String, String> pages = Guide.pages();
    assertThat(pages).hasSizeGreaterThan(15);
    assertThat(pages.get("virtual-machine.md"))
        .contains("## VirtualMachineSpec", "`int cpu` | virtual processors", "`console-bounds`");
    assertThat(pages.get("README.md")).contains("[workload](workload.md)", "`apply-idempotent`");
  }
}
