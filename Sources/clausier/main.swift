print("clausier")
