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
[JsonDerivedType(typeof(FusionEncoderDocument), "fusion")]
[JsonDerivedType(typeof(RatingEncoderDocument), "ratings")]
[JsonDerivedType(typeof(LanguageEncoderDocument), "language")]
[JsonDerivedType(typeof(PairEncoderDocument), "pairs")]
internal abstract record EncoderDocument(AnswerForm Answer)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>How images are encoded; null where there are none.</summary>
    [JsonIgnore]
    public virtual EncodedImage? Images => null;

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

    /// <summary>Column of a table that names the image files; null where images come otherwise.</summary>
    public string? Column { get; init; }

    /// <summary>The target's column in that table.</summary>
    public string? TargetColumn { get; init; }

    /// <inheritdoc/>
    public override EncodedImage Images => new(Input, ChannelMeans, ChannelDeviations, NormalizePerImage) { Scaled = Scaled, Column = Column };
}

/// <summary>Encoder of tables: columns in order, each with its width.</summary>
internal sealed record TableEncoderDocument(
    AnswerForm Answer, string? TargetColumn, ImmutableArray<FittedColumn> Columns) : EncoderDocument(Answer);

/// <summary>Encoder of several kinds of data; of those that the model leaves out nothing is kept.</summary>
/// <param name="Answer">What answers stand for.</param>
/// <param name="TargetColumn">The target's column.</param>
/// <param name="Image">How images are encoded; null: they are not used.</param>
/// <param name="Texts">How each text is encoded, in order; null for one that is not used.</param>
/// <param name="Columns">Columns of numbers and categories; empty: they are not used.</param>
internal sealed record FusionEncoderDocument(
    AnswerForm Answer, string? TargetColumn, EncodedImage? Image, ImmutableArray<EncodedText?> Texts, ImmutableArray<FittedColumn> Columns) : EncoderDocument(Answer)
{
    /// <inheritdoc/>
    public override EncodedImage? Images => Image;
}
