package org.hansa.core.kit;

import java.util.List;
import java.util.stream.Stream;

/** All rules of the driver contract. */
public final class Kit {

  private Kit() {}

  /** In the order in which they are tried; the same each time. */
  public static List<Rule> rules() {
    return Stream.of(
            DriverRules.all(),
            ManifestRules.all(),
            AbilityRules.all(),
            SessionRules.all(),
            ExpectRules.all(),
            ObserveRules.all(),
            ApplyRules.all(),
            RefusalRules.all(),
            ListRules.all(),
            OtherRules.all(),
            RemoveRules.all(),
            InventoryRules.all(),
            WorkloadRules.all(),
            LogRules.all(),
            ForwardRules.all(),
            MeterRules.all(),
            MachineRules.all(),
            StorageRules.all(),
            NetworkRules.all(),
            AttachedRules.all(),
            ClusterRules.all(),
            BareMetalRules.all(),
            EnergyRules.all(),
            AwayRules.all(),
            TimerRules.all(),
            WatchRules.all())
        .flatMap(List::stream)
        .toList();
  }
}
