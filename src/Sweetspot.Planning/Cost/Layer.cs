namespace Sweetspot.Planning;

/// <summary>What one layer costs.</summary>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Buffers">Numbers that are kept but not trained: running means and variances.</param>
/// <param name="Tensors">Named tensors in a weights file.</param>
/// <param name="Flops">FLOPs of one forward pass of one example.</param>
/// <param name="SavedBytes">Bytes an example that the backward pass needs again.</param>
/// <param name="LargestBytes">Bytes an example of its largest output.</param>
/// <param name="IsConvolution">Whether it is a convolution with what follows it.</param>
internal readonly record struct Layer(
    double Parameters, double Buffers, int Tensors, double Flops, double SavedBytes, double LargestBytes, bool IsConvolution)
{
    /// <summary>Bytes of a number.</summary>
    public const double FloatBytes = 4;

    /// <summary>The layers of a model, in order. Sums are exact below 2⁵³.</summary>
    public static IEnumerable<Layer> Of(ModelShape shape) => shape switch
    {
        MlpShape mlp => Vectors(mlp).Concat(Dense(mlp.Inputs, [.. mlp.Hidden, mlp.Outputs])),
        FusionShape fusion => fusion.Branches.SelectMany(branch => Of(branch.Shape)).Concat(fusion.IsLinear ? [] : Dense(fusion.Fused, [.. fusion.Hidden, fusion.Outputs])),
        CnnShape cnn => CnnLayers.Of(cnn).Concat(Dense(cnn.Flattened, cnn.Dense > 0 ? [cnn.Dense, cnn.Outputs] : [cnn.Outputs])),
        VitShape vit => VitLayers.Of(vit).Concat(Dense(vit.Width, [vit.Outputs])),
        RatingShape ratings => RatingLayers.Of(ratings),
        NgramShape grams => TextLayers.Of(grams),
        TextCnnShape cnn => TextLayers.Of(cnn),
        TextEncoderShape encoder => TextLayers.Of(encoder),
        GptShape gpt => LanguageLayers.Of(gpt),
        EncoderDecoderShape pair => TranslationLayers.Of(pair),
        _ => throw new ArgumentException($"no cost model for {shape.GetType().Name}", nameof(shape)),
    };

    /// <summary>The vectors of categories, a table a column.</summary>
    private static IEnumerable<Layer> Vectors(MlpShape shape) => shape.Input.Levels.Zip(
        shape.Vectors, (levels, width) => new Layer((double)levels * width, 0, 1, 0, FloatBytes * width, FloatBytes * width, false));

    /// <summary>Fully connected layers of these sizes.</summary>
    public static IEnumerable<Layer> Dense(double inputs, IEnumerable<int> sizes)
    {
        foreach (var outputs in sizes)
        {
            yield return new Layer((inputs * outputs) + outputs, 0, 2, 2 * inputs * outputs, FloatBytes * outputs, FloatBytes * outputs, false);
            inputs = outputs;
        }
    }
}
