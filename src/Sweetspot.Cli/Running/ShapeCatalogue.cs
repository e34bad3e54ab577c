using System.Collections.Immutable;
using System.Text.Json;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>
/// What is known of a shape before training: computed sizes, and what is measured once per shape, precision and machine on random weights, remembered in the store.
/// </summary>
internal sealed class ShapeCatalogue(IStudyStore store, ShapeMeter meter, StudyDefinition definition, string machine) : IShapeMeter
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, Measurement>> _known = [];

    public async ValueTask<IReadOnlyDictionary<string, Measurement>> MeasureAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(candidate.Key, out var known))
        {
            return known;
        }

        var shape = definition.Shape(candidate);
        if (definition.IsLadder || WithinMemory.WhyNot(definition, candidate, WithinMemory.Most) is not null)
        {
            return _known[candidate.Key] = definition.Compute(candidate); // a law needs no latency; and to measure it may take memory that is not there
        }

        var precision = PrecisionGene.Of(candidate, shape);
        var measured = await RememberedAsync(shape, precision.IsInt8() ? precision : Precision.Fp32, cancellationToken);
        known = definition.Compute(candidate).ToImmutableDictionary().SetItems(measured).SetItems(precision.IsInt8() ? await InFloatsAsync(shape, cancellationToken) : []);
        return _known[candidate.Key] = known;
    }

    /// <summary>What the same shape costs in 32 bits, for comparison.</summary>
    private async Task<IEnumerable<KeyValuePair<string, Measurement>>> InFloatsAsync(ModelShape shape, CancellationToken cancellationToken) =>
        from pair in await RememberedAsync(shape, Precision.Fp32, cancellationToken)
        where pair.Key == Metrics.Latency.Name || pair.Key == Metrics.FileBytes.Name
        select KeyValuePair.Create(Metrics.BeforeQuantizing(Metrics.Find(pair.Key)!).Name, pair.Value);

    /// <summary>All sizes of the shape, its input's too: <c>cnn 8-16 k3 10 of 1×28×28</c>.</summary>
    private string KeyOf(ModelShape shape, Precision precision) =>
        $"speed/{machine}/{meter.Conditions}/{precision.Word()}/{shape.Describe()} {shape.Outputs} of {shape.Input.Sizes}";

    private async ValueTask<IReadOnlyDictionary<string, Measurement>> RememberedAsync(ModelShape shape, Precision precision, CancellationToken cancellationToken)
    {
        var key = KeyOf(shape, precision);
        if (await store.ReadAsync(key, cancellationToken) is { } text)
        {
            return JsonSerializer.Deserialize<Dictionary<string, Measurement>>(text)!;
        }

        var measured = await meter.MeasureAsync(shape, precision, cancellationToken);
        await store.WriteAsync(key, JsonSerializer.Serialize(measured), cancellationToken);
        return measured;
    }
}
