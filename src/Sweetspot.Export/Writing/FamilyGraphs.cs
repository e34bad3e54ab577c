using System.Collections.Immutable;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Export;

/// <summary>The families that can be exported.</summary>
internal static class FamilyGraphs
{
    private static readonly ImmutableArray<IFamilyGraph> s_all = [new MlpGraph(), new CnnGraph(), new VitGraph(), new NgramGraph(), new TextCnnGraph(), new TextEncoderGraph(), new EncoderDecoderGraph(), new GptGraph(), new RatingGraph(), new FusionGraph()];

    /// <exception cref="UserInputException">The family cannot be exported.</exception>
    public static IFamilyGraph Of(ModelShape shape) => s_all.FirstOrDefault(family => family.Writes(shape))
        ?? throw new UserInputException($"family: \"{shape.Family}\" cannot be written as ONNX; use --format weights.");
}
