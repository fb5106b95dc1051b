package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Changed;
import org.junit.jupiter.api.Test;

class ProofsTest {

  private final Proofs proofs = new Proofs();

  private void changed(long revision, String ref) {
    changed(revision, ref, Doc.EMPTY);
  }

  private void changed(long revision, String ref, Doc spec) {
    Resource resource =
        Resource.fresh(Draft.of(Ref.parse(ref), spec), "u", Instant.EPOCH, Optional.empty());
    proofs.see(List.of(new Changed(revision, Changed.Op.UPDATED, resource)));
  }

  @Test
  void whoseAccountWasChangedProvesAnewWhoHeIs() {
    changed(5, "Account/demo/bob");
    changed(6, "Site/system/ada");
    assertThat(proofs.hold("user:bob@demo", 4)).isFalse();
    assertThat(proofs.hold("user:bob@demo", 5)).as("he came after it").isTrue();
    assertThat(proofs.hold("user:bob", 4)).as("of another tenant").isTrue();
    assertThat(proofs.hold("user:ada", 4)).as("a site is no account").isTrue();
    changed(7, "Account/system/ada");
    assertThat(proofs.hold("user:ada", 6)).isFalse();
  }

  @Test
  void whoseTenantIsSuspendedProvesAnewWhoHeIsAndNobodyElse() {
    changed(5, "Tenant/system/demo", Doc.parse("{\"description\":\"other words\"}"));
    assertThat(proofs.hold("user:bob@demo", 4)).isTrue();
    changed(6, "Tenant/system/demo", Doc.parse("{\"suspended\":true}"));
    assertThat(proofs.hold("user:bob@demo", 5)).isFalse();
    assertThat(proofs.hold("user:lea@demo.line", 5)).isFalse();
    assertThat(proofs.hold("user:eve@demos", 5)).isTrue();
    assertThat(proofs.hold("user:ada", 5)).isTrue();
    assertThat(proofs.hold("user:bob@demo", 6)).isTrue();
  }

  @Test
  void whatIsRememberedIsBoundedAndNobodyIsForgotten() {
    changed(1, "Account/demo/first");
    for (int i = 0; i < 10_000; i++) {
      changed(2 + i, "Account/demo/a" + i);
    }
    assertThat(proofs.hold("user:first@demo", 0)).isFalse();
    assertThat(proofs.hold("user:nobody", 0)).as("all prove it anew").isFalse();
    changed(20_000, "Account/demo/b");
    assertThat(proofs.hold("user:nobody", 19_000)).isTrue();
  }
}
