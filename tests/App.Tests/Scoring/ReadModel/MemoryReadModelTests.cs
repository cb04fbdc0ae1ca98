using MlFunctions.Scoring;

namespace MlFunctions.Tests.Scoring;

[Trait("Acceptance", "2")]
public sealed class MemoryReadModelTests : ReadModelContract
{
    private protected override IReadModel Open(ReadModelLimits limits) => new MemoryReadModel(limits, TimeProvider.System);
}
