using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>How rows become numbers, and numbers become answers: what <see cref="EncodedData.EncoderJson"/> holds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "encoder")]
[JsonDerivedType(typeof(ImageEncoderDocument), "image")]
[JsonDerivedType(typeof(TableEncoderDocument), "table")]
[JsonDerivedType(typeof(TextEncoderDocument), "text")]
[JsonDerivedType(typeof(RatingEncoderDocument), "ratings")]
[JsonDerivedType(typeof(LanguageEncoderDocument), "language")]
[JsonDerivedType(typeof(PairEncoderDocument), "pairs")]
internal abstract record EncoderDocument(AnswerForm Answer)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static AnswerForm FormOf(Target target) => new(target.Kind, target.ClassNames, target.Transform);
}

/// <summary>What the numbers a model gives stand for.</summary>
internal sealed record AnswerForm(TaskKind Kind, ImmutableArray<string> Classes, TargetTransform Transform);

/// <summary>Encoder of images.</summary>
internal sealed record ImageEncoderDocument(
    AnswerForm Answer, InputShape Input, float[] ChannelMeans, float[] ChannelDeviations, bool NormalizePerImage) : EncoderDocument(Answer)
{
    /// <summary>Size to which images of <see cref="Input"/> are scaled down before they are normalised; null: none.</summary>
    public InputShape? Scaled { get; init; }
}

/// <summary>Encoder of tables: columns in order, each with its width.</summary>
internal sealed record TableEncoderDocument(
    AnswerForm Answer, string? TargetColumn, ImmutableArray<FittedColumn> Columns) : EncoderDocument(Answer);
