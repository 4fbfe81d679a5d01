"""Encodes texts with sentence-transformers in half precision on the GPU, once for every line of standard input.

Usage: sentence_transformers_fp16.py MODEL TEXTS VECTORS
   or: sentence_transformers_fp16.py --make small|base|large TOKENIZER_FOLDER MODEL

The first form prints its name and the batch size that was fastest, then seconds, one line per measurement. The second makes
a BERT of a usual shape with random weights: speed does not depend on their values.
"""

import json
import shutil
import sys
import time
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer

SHAPES = {"small": (384, 6, 12), "base": (768, 12, 12), "large": (1024, 24, 16)}
BATCHES = (32, 128, 512, 2048)


def make(shape, tokenizer, folder):
    from transformers import BertConfig, BertModel

    width, layers, heads = SHAPES[shape]
    torch.manual_seed(1)
    config = BertConfig(hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=4 * width)
    target = Path(folder)
    BertModel(config, add_pooling_layer=False).save_pretrained(target)
    for name in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        if (Path(tokenizer) / name).exists():
            shutil.copy(Path(tokenizer) / name, target / name)
    (target / "1_Pooling").mkdir(exist_ok=True)
    modules = [("", "Transformer"), ("1_Pooling", "Pooling")]
    listed = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(modules)
    ]
    (target / "modules.json").write_text(json.dumps(listed))
    (target / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 256, "do_lower_case": False}))
    pooling = {"word_embedding_dimension": width, "pooling_mode_mean_tokens": True}
    (target / "1_Pooling" / "config.json").write_text(json.dumps(pooling))


def encode(model, texts, size):
    start = time.perf_counter()
    vectors = model.encode(texts, batch_size=size, convert_to_numpy=True, show_progress_bar=False)
    return time.perf_counter() - start, vectors


def main(folder, source, target):
    model = SentenceTransformer(folder, device="cuda")
    model.half()
    texts = [json.loads(line) for line in Path(source).read_text().splitlines()]
    encode(model, texts, 128)
    size = min(BATCHES, key=lambda candidate: encode(model, texts, candidate)[0])
    print(f"sentence-transformers, batches of {size}", flush=True)
    for _ in sys.stdin:
        seconds, vectors = encode(model, texts, size)
        vectors.astype("float32").tofile(target)
        print(seconds, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--make":
        make(*sys.argv[2:5])
    else:
        main(*sys.argv[1:4])
