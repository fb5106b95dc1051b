package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.support.CommandException;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Grant;
import org.hansa.core.api.Role;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.junit.jupiter.api.Test;

/** Tenants from the shell: made, and asked what they have and who may do what in them. */
class TenantCommandsTest {

  private final Fakes fakes = new Fakes();

  @Test
  void aTenantIsMadeInItsPlaceWithItsQuota() throws Exception {
    TenantCreateCommand command = new TenantCreateCommand();
    command.name = "acme.dev";
    command.quota = List.of("cpu=2.5", "Application=3");
    command.description = "Where they try things";
    fakes.as("ada", command);

    Change.Put put = (Change.Put) fakes.submitted.get(0).changes().get(0);
    assertThat(put.draft().ref().toString()).isEqualTo("Tenant/acme/acme.dev");
    assertThat(put.revision()).contains(0L);
    Tenant.Spec spec = put.draft().spec().as(Tenant.Spec.class);
    assertThat(spec.quota().get("cpu")).isEqualByComparingTo("2.5");
    assertThat(spec.quota().get("Application")).isEqualByComparingTo("3");
    assertThat(fakes.printed()).contains("account-create -t acme.dev");
  }

  @Test
  void aQuotaThatIsNoNumberIsRefused() {
    TenantCreateCommand command = new TenantCreateCommand();
    command.name = "acme";
    command.quota = List.of("cpu=many");
    assertThatThrownBy(() -> fakes.as("ada", command))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("'many' is not a number");
    assertThat(fakes.submitted).isEmpty();
  }

  @Test
  void aRoleIsMadeOfWhatIsWritten() throws Exception {
    RoleCreateCommand command = new RoleCreateCommand();
    command.name = "keeper";
    command.tenant = "demo";
    command.rights = List.of("read:*", "write,hold:Endpoint, Site@paris,lyon");
    fakes.as("ada", command);

    Change.Put put = (Change.Put) fakes.submitted.get(0).changes().get(0);
    assertThat(put.draft().ref().toString()).isEqualTo("Role/demo/keeper");
    assertThat(put.revision()).contains(0L);
    assertThat(put.draft().spec().as(Role.Spec.class).rights())
        .containsExactly(
            new Role.Right(List.of("*"), List.of(Grant.Verb.READ), List.of()),
            new Role.Right(
                List.of("Endpoint", "Site"),
                List.of(Grant.Verb.WRITE, Grant.Verb.HOLD),
                List.of("paris", "lyon")));
    assertThat(fakes.printed()).contains("account-create --role keeper");
  }

  @Test
  void aRightThatIsNoneIsRefusedWithACure() {
    RoleCreateCommand command = new RoleCreateCommand();
    command.name = "keeper";
    for (String wrong : List.of("read", "raed:Site")) {
      command.rights = List.of(wrong);
      assertThatThrownBy(() -> fakes.as("ada", command))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining(wrong.equals("read") ? "VERBS:KINDS" : "Maybe 'read' was meant");
    }
    assertThat(fakes.submitted).isEmpty();
  }

  @Test
  void whatItHasIsShownBesideWhatItMay() throws Exception {
    fakes.answer = Doc.parse("{\"quota\":{\"cpu\":4.0},\"used\":{\"cpu\":1.50,\"Application\":2}}");
    UsageCommand command = new UsageCommand();
    command.planner = fakes.planner;
    command.tenant = "demo";
    fakes.as("ada", command);
    assertThat(fakes.printed())
        .containsPattern("Application +2 +-")
        .containsPattern("cpu +1\\.5 +4");
  }

  @Test
  void whoMayIsListed() throws Exception {
    fakes.able = List.of(new Principal("user:bob@demo", "demo", Set.of("use-case-user")));
    WhoCanCommand command = new WhoCanCommand();
    command.verb = "write";
    command.kind = "Application";
    command.tenant = "demo";
    fakes.as("ada", command);
    assertThat(fakes.printed()).containsPattern("bob@demo +demo +use-case-user");
  }
}
