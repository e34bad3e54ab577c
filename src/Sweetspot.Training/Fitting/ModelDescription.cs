using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>What a file of weights says of itself: enough to rebuild the model, encode new rows and name the answers.</summary>
public sealed record ModelDescription
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The genes, which with input and outputs make the shape.</summary>
    public required ImmutableSortedDictionary<string, string> Genes { get; init; }

    /// <summary>The data's input; the model's own follows from it and the genes (<see cref="ModelShape.Input"/>).</summary>
    public required InputShape Input { get; init; }

    /// <summary>Numbers that the model answers with.</summary>
    public required int Outputs { get; init; }

    /// <summary>Kind of task.</summary>
    public required TaskKind Kind { get; init; }

    /// <summary>Class names by index; empty for regression.</summary>
    public required ImmutableArray<string> Classes { get; init; }

    /// <summary>Transform of the target.</summary>
    public TargetTransform Transform { get; init; }

    /// <summary>Mean of the transformed training targets.</summary>
    public double TargetMean { get; init; }

    /// <summary>Their standard deviation.</summary>
    public double TargetDeviation { get; init; } = 1;

    /// <summary>Smallest answer, on the modelled scale.</summary>
    public double LowestAnswer { get; init; }

    /// <summary>Largest answer, on the modelled scale.</summary>
    public double HighestAnswer { get; init; }

    /// <summary>Values of the metrics measured in training, by name.</summary>
    public ImmutableSortedDictionary<string, double> Metrics { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>How examples are encoded, as the encoder's own JSON.</summary>
    [JsonIgnore]
    public string EncoderJson { get; init; } = "";

    /// <summary>The shape.</summary>
    [JsonIgnore]
    public ModelShape Shape => ModelShape.Decode(new Candidate(Genes.Select(gene => KeyValuePair.Create(gene.Key, Value(gene.Value)))), Input, Outputs);

    /// <summary>How answers are scaled.</summary>
    internal TargetScale Scale => new(Transform, TargetMean, TargetDeviation, LowestAnswer, HighestAnswer);

    internal static ModelDescription Of(LearningTask task, ModelShape shape, Candidate candidate, ImmutableDictionary<string, Measurement> metrics) => new()
    {
        Genes = candidate.Genes.ToImmutableSortedDictionary(gene => gene.Key, gene => gene.Value.ToString(), StringComparer.Ordinal),
        Input = task.Profile.Input,
        Outputs = shape.Outputs,
        Kind = task.Profile.Kind,
        Classes = task.Profile.Classes,
        Transform = task.Scale.Transform,
        TargetMean = task.Scale.Mean,
        TargetDeviation = task.Scale.Deviation,
        LowestAnswer = task.Scale.Lowest,
        HighestAnswer = task.Scale.Highest,
        Metrics = metrics.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Value),
        EncoderJson = task.Encoded.EncoderJson,
    };

    /// <summary>As it is kept in a file's metadata.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what a file's metadata keep of a model.</summary>
    /// <param name="json">The description (<see cref="ModelFile.DescriptionKey"/>).</param>
    /// <param name="encoderJson">The encoder (<see cref="ModelFile.EncoderKey"/>).</param>
    /// <exception cref="JsonException">The text is not a description.</exception>
    public static ModelDescription Parse(string json, string encoderJson) =>
        (JsonSerializer.Deserialize<ModelDescription>(json, Json) ?? throw new JsonException("the description is null")) with { EncoderJson = encoderJson };

    private static GeneValue Value(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(text);
}
