using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The layers of a model, as sizes: what a candidate decodes to, what is costed, and what a trainer builds.</summary>
public abstract record ModelShape
{
    /// <summary>Its family: <c>linear</c>, <c>mlp</c>, <c>cnn</c>, <c>vit</c>, <c>mf</c>, …</summary>
    public abstract string Family { get; }

    /// <summary>What goes in, as the model takes it: the data are encoded to this.</summary>
    public abstract InputShape Input { get; init; }

    /// <summary>Numbers that the model answers with: classes (2 for a binary task) or 1 for regression.</summary>
    public required int Outputs { get; init; }

    /// <summary>In a few characters: <c>mlp 64-128-10</c>.</summary>
    public abstract string Describe();

    /// <summary>
    /// Decodes a candidate. Genes: <c>family</c> (linear, mlp, cnn, vit; default: mlp). mlp: <c>depth</c> hidden layers (default 2) of <c>width</c> units
    /// (default 64). cnn: <c>stages</c> (default 2), <c>channels</c> of the first stage (default 16; each further stage doubles them and halves height and
    /// width by max pooling), <c>block</c> (plain, residual, separable; default plain), <c>convolutions</c> or residual blocks a stage (default 1),
    /// <c>kernel</c> (default 3), <c>dense</c> units before the output (default 0: none). vit: <c>patch</c> pixels a side (default 4), <c>depth</c> blocks
    /// (default 2) of <c>width</c> (default 64) with <c>heads</c> (default: about one for each 32 of the width). All, on images: <c>resolution</c>, pixels of the
    /// shorter side to which images are scaled down (default: as they are). Of
    /// ratings, mf (the default there), ncf and towers: <c>factors</c> (default 16), <c>regularization</c> (default 14), and of the latter two <c>depth</c>
    /// (default 1) and <c>width</c> (default 32). What else a candidate holds says how to train, not what.
    /// Tables with categories of many levels: <c>embedding</c>, most numbers in a category's vector (0: one number a level; default by the number of levels).
    /// Several kinds of data (linear, fusion): see docs/multimodal.md.
    /// Texts (linear, ngrams, textcnn, transformer; default: ngrams): <c>features</c> and <c>grams</c> of ngrams; <c>tokenizer</c>, <c>vocabulary</c> and <c>length</c>
    /// of the others; <c>width</c> (default 32); <c>channels</c> of a textcnn (32); <c>depth</c> (1), <c>heads</c> (2) and <c>ratio</c> (2) of a transformer.
    /// Language models (gpt; bigram, which is a gpt of no blocks): <c>depth</c> (2), <c>width</c> (128), <c>heads</c> (one for each 32 of the width), <c>kv_heads</c> (all), <c>ratio</c> (4),
    /// <c>gated</c> (0), <c>tied</c> (1), <c>context</c> (128), <c>tokenizer</c> (bpe), <c>vocabulary</c> of bpe (1024).
    /// Translations (encoder-decoder): <c>encoder</c> and <c>decoder</c> blocks (1), <c>width</c> (64), <c>heads</c> (2), <c>ratio</c> (2); <c>tokenizer</c> (char) and
    /// <c>vocabulary</c> of the source, <c>target_tokenizer</c> and <c>target_vocabulary</c> of the target, <c>shared</c> (0: each side its own; 1: one vocabulary for both).
    /// All but linear and mf: <c>prune</c>, the share of units, channels, heads and layers that is removed after training; the shape is what is left.
    /// </summary>
    /// <param name="candidate">The point.</param>
    /// <param name="input">What goes in: encoded numbers, or an image.</param>
    /// <param name="outputs">Classes, or 1.</param>
    /// <exception cref="UserInputException">A gene's value makes no model (an image too small for so many stages, an unknown family).</exception>
    public static ModelShape Decode(Candidate candidate, InputShape input, int outputs) => PrunedShape.Of(candidate, DecodeUnpruned(candidate, input, outputs));

    /// <summary>The same before the gene <c>prune</c> removes anything.</summary>
    /// <exception cref="UserInputException">A gene's value makes no model.</exception>
    public static ModelShape DecodeUnpruned(Candidate candidate, InputShape input, int outputs)
    {
        if (TextShapes.IsStream(input))
        {
            return candidate.Word("family", "gpt") is var name && name is "gpt" or "bigram"
                ? GptShape.OfGenes(candidate, input)
                : throw new UserInputException($"family: \"{name}\" is not a language model; use gpt, or bigram.");
        }

        if (input.IsTranslation)
        {
            return TranslationShapes.OfGenes(candidate, input, outputs);
        }

        if (TextShapes.IsText(input))
        {
            return TextShapes.OfGenes(candidate, input, outputs);
        }

        if (FusionGenes.IsFusion(input))
        {
            return FusionGenes.OfGenes(candidate, input, outputs);
        }

        var usual = input.IsImage && candidate.Find("channels") is not null ? "cnn" : input.Levels.Length == 2 && input.NumberCount == 0 ? "mf" : "mlp";
        var family = candidate.Word("family", usual);
        input = Resolution.Of(candidate, input);
        return family switch
        {
            "linear" => new MlpShape { Input = CategoryVectors.Input(input, 0), Hidden = [], Outputs = outputs },
            "mlp" => MlpShape.OfGenes(candidate, input, outputs),
            "cnn" => CnnShape.OfGenes(candidate, input, outputs),
            "vit" => VitShape.OfGenes(candidate, input, outputs),
            "mf" or "ncf" or "towers" => RatingShape.OfGenes(family, candidate, input, outputs),
            _ => throw new UserInputException($"family: \"{family}\" is not a model family; use linear, mlp, cnn or vit, or for ratings mf, ncf or towers."),
        };
    }
}
